/** Message from a page to the service worker, with the page's address and every file it may need. */
export interface Keep {
  readonly page: string;
  readonly files: readonly string[];
}
