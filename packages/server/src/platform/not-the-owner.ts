/** Thrown when this process doesn't run the centre's floor, not yet or no longer; another process may do so. */
export class NotTheOwner extends Error {
  constructor() {
    super('another process runs this floor');
    this.name = 'NotTheOwner';
  }
}
