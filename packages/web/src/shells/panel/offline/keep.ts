/** Message from a page to the service worker: the page's URL, and every file that the page may need. */
export interface StorePage {
  readonly page: string;
  readonly files: readonly string[];
}
