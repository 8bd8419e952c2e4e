/** Where uploads and documents live, outside the web root. Keys are `area/id`. */
export interface Files {
  /** Keeps the bytes under the key; the same key again replaces them. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** The bytes, or undefined when nothing is kept under the key. */
  get(key: string): Promise<Buffer | undefined>;
  remove(key: string): Promise<void>;
}
