/** What a page tells the service worker: where it is, and every file it may need. */
export interface Keep {
  readonly page: string;
  readonly files: readonly string[];
}
