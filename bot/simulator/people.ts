import { randomBytes } from 'node:crypto';
import { PlatformError } from './errors.ts';
import type { Persona, Role } from './types.ts';
import { Crowd, type CrowdOptions } from './crowd.ts';
import type { Feed } from './feed.ts';

export interface Person extends Persona {
  follows: boolean;
  /** Epoch ms of the last follow. */
  followedAt: number;
  remark: string;
  tags: number[];
  scene: string;
}

const CALLED = '甲乙丙丁戊己庚辛壬癸';

/** The pretend WeChat users, followers and strangers alike. */
export class People {
  private readonly feed: Feed;
  private readonly all = new Map<string, Person>();
  /** Ranges of followers that exist by their numbers only. */
  readonly crowds: Crowd[] = [];

  constructor(feed: Feed) {
    this.feed = feed;
  }

  /** Adds someone, or brings a known one's name up to date. Staff, lawyers and volunteers already follow, residents don't. */
  add(persona: Persona, now: number): Person {
    const known = this.all.get(persona.openid);
    if (known) {
      const { name, role, note = '' } = persona;
      return Object.assign(known, { name, role, note });
    }
    const follows = persona.follows ?? persona.role !== '居民';
    const person = { ...persona, follows, followedAt: follows ? now : 0, remark: '', tags: [], scene: '' };
    this.all.set(person.openid, person);
    this.feed.emit('people');
    return person;
  }

  /** A new resident with the next free name. */
  addResident(now: number): Person {
    const names = new Set([...this.all.values()].map(({ name }) => name));
    const name = [...CALLED].map((sign) => `居民${sign}`).find((each) => !names.has(each));
    return this.add({ openid: newOpenid(), name: name ?? `居民${names.size + 1}`, role: '居民' }, now);
  }

  /** Whoever a test or load driver names; someone unknown becomes a following resident. */
  orNewFollower(openid: string, now: number): Person {
    const role: Role = '居民';
    return (
      this.get(openid) ?? this.add({ openid, name: `居民 ${openid.slice(-4)}`, role, follows: true }, now)
    );
  }

  addCrowd(options: CrowdOptions, now: number): Crowd {
    const crowd = new Crowd(options, now);
    this.crowds.push(crowd);
    return crowd;
  }

  /** The crowd that somebody is in. */
  crowdOf(openid: string): Crowd | undefined {
    return this.crowds.find((crowd) => crowd.indexOf(openid) >= 0);
  }

  get(openid: string): Person | undefined {
    return this.all.get(openid) ?? this.crowdOf(openid)?.person(openid);
  }

  list(): Person[] {
    return [...this.all.values()];
  }

  /** Those with a chat of their own; crowds are beside them. */
  followers(): Person[] {
    return this.list().filter(({ follows }) => follows);
  }

  /**
   * Up to `most` openids after `next`, single people first, then crowd by crowd; only those who carry `tag`, if given.
   * @throws PlatformError 40003 for a `next` that nobody has
   */
  openidsAfter(next: string, most: number, tag?: number): string[] {
    const carries = (tags: readonly number[]): boolean => tag === undefined || tags.includes(tag);
    const single = this.followers().filter(({ tags }) => carries(tags));
    const crowds = this.crowds.filter(({ tags }) => carries(tags));
    const inCrowd = crowds.findIndex((crowd) => crowd.indexOf(next) >= 0);
    const at = next === '' ? -1 : single.findIndex(({ openid }) => openid === next);
    if (next !== '' && at < 0 && inCrowd < 0) throw new PlatformError(40003);
    const found = inCrowd >= 0 ? [] : single.slice(at + 1, at + 1 + most).map(({ openid }) => openid);
    for (const crowd of crowds.slice(Math.max(inCrowd, 0))) {
      const from = crowd.indexOf(next) + 1;
      for (let i = from; i < crowd.count && found.length < most; i += 1) found.push(crowd.openid(i));
    }
    return found;
  }

  /** How many follow, of those who carry `tag` if given. */
  followerCount(tag?: number): number {
    const carries = ({ tags }: { tags: readonly number[] }): boolean =>
      tag === undefined || tags.includes(tag);
    const crowds = this.crowds.filter(carries).reduce((sum, { count }) => sum + count, 0);
    return this.followers().filter(carries).length + crowds;
  }

  /** @throws PlatformError 40003 for a made-up openid */
  known(openid: unknown): Person {
    const person = typeof openid === 'string' ? this.get(openid) : undefined;
    if (!person) throw new PlatformError(40003);
    return person;
  }

  /** @throws PlatformError 40003, 43004 */
  follower(openid: unknown): Person {
    const person = this.known(openid);
    if (!person.follows) throw new PlatformError(43004);
    return person;
  }

  /** Follow or leave. Who leaves loses tags and remark, as on the platform. */
  setFollows(person: Person, follows: boolean, now: number, scene = ''): void {
    person.follows = follows;
    if (follows) Object.assign(person, { followedAt: now, scene });
    else Object.assign(person, { tags: [], remark: '' });
    this.feed.emit('people');
  }

  toJSON(): Person[] {
    return this.list();
  }

  restore(saved: Person[]): void {
    for (const person of saved) this.all.set(person.openid, person);
  }
}

/** Shaped like the platform's: 28 characters beginning with o. */
function newOpenid(): string {
  return `o${randomBytes(20).toString('base64url')}`.slice(0, 28);
}
