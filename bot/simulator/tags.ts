import { PlatformError } from './errors.ts';

export interface Tag {
  id: number;
  name: string;
}

const MOST = 100;
const NAME_BYTES = 30;
/** Below are the platform's own, such as 星标组. */
const FIRST_ID = 100;

/** The account's tags; who carries one is on the person. */
export class Tags {
  private all: Tag[] = [{ id: 2, name: '星标组' }];

  list(): Tag[] {
    return [...this.all];
  }

  /** @throws PlatformError 45056, 45157, 45158 */
  create(name: string): Tag {
    this.checkName(name);
    if (this.all.length >= MOST) throw new PlatformError(45056);
    const tag = { id: Math.max(FIRST_ID - 1, ...this.all.map(({ id }) => id)) + 1, name };
    this.all.push(tag);
    return tag;
  }

  /** @throws PlatformError 45058, 45157–45159 */
  rename(id: number, name: string): void {
    const tag = this.changeable(id);
    this.checkName(name);
    tag.name = name;
  }

  remove(id: number): void {
    const tag = this.changeable(id);
    this.all = this.all.filter((each) => each !== tag);
  }

  /** @throws PlatformError 45159 */
  known(id: unknown): Tag {
    const tag = this.all.find((each) => each.id === Number(id));
    if (!tag) throw new PlatformError(45159);
    return tag;
  }

  private changeable(id: number): Tag {
    const tag = this.known(id);
    if (tag.id < FIRST_ID) throw new PlatformError(45058);
    return tag;
  }

  private checkName(name: unknown): void {
    if (typeof name !== 'string' || !name || Buffer.byteLength(name) > NAME_BYTES)
      throw new PlatformError(45158);
    if (this.all.some((tag) => tag.name === name)) throw new PlatformError(45157);
  }

  toJSON(): Tag[] {
    return this.all;
  }

  restore(saved: Tag[]): void {
    this.all = saved;
  }
}
