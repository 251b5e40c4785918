/** This process does not run the centre (yet, or any more); another process may be asked. */
export class NotTheOwner extends Error {
  constructor() {
    super('another process runs this floor');
    this.name = 'NotTheOwner';
  }
}
