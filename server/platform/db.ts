import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { Event } from '../../entities/index.ts';
import { auditOnly, type EventType } from '../vocabulary.ts';
import type { Actor } from './actor.ts';
import { built } from './built.ts';
import { legalDateOf, type LegalDate } from './calendar.ts';
import { newId } from './ids.ts';
import type { Sealer } from './seal.ts';
import { openSources, type DatabaseSetting } from './sources.ts';

export interface EventFacts {
  caseId?: string;
  openid?: string;
  /** Ids and codes only, never personal data. */
  data?: Record<string, string | number | boolean | null>;
}

/** One unit of work: what a service may use. State and events are saved together or not at all. */
export interface Work {
  tx: EntityManager;
  actor: Actor;
  /** Epoch milliseconds at the unit's start. */
  now: number;
  today: LegalDate;
  sealer: Sealer;
  emit(type: EventType, facts: EventFacts): void;
}

/** What a reader may use; nothing is saved through it. */
export interface Reading {
  tx: EntityManager;
  now: number;
  today: LegalDate;
  sealer: Sealer;
}

export interface Database {
  engine: 'sqlite' | 'mysql';
  /** Runs a unit of work; on MySQL it may run again when others got in its way, so it must have no effects but the database's. */
  write<T>(actor: Actor, unit: (work: Work) => Promise<T>): Promise<T>;
  read<T>(query: (reading: Reading) => Promise<T>): Promise<T>;
  /** Calls `listener` after each commit that saved events which somebody may be told of. */
  onEvents(listener: () => void): void;
  clock: () => number;
  sealer: Sealer;
  /** For migrations and the schema drift test only. */
  source: DataSource;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  setting: DatabaseSetting;
  sealer: Sealer;
  clock?: () => number;
  /**
   * Whether a unit inside another unit is noticed and refused (default). Before Node 24 the AsyncLocalStorage behind it
   * makes every promise dearer, a seventh of a turn's CPU; see `watchesNesting`.
   */
  watchNesting?: boolean;
}

const cheapContexts = Number(process.versions.node.split('.')[0]) >= 24;

/**
 * Nesting is a mistake of the code, which its sources and every test find. The built program looks for it too where it
 * costs nothing, and on SQLite, where the inner unit would wait for ever.
 */
export const watchesNesting = (engine: DatabaseSetting['engine']): boolean =>
  !built || cheapContexts || engine === 'sqlite';

/**
 * Thrown by a unit that found another one to be faster, so that it can't go on with what it has read: it runs again from
 * its start, and sees what that one saved.
 */
class Overtaken extends Error {}

const inUnit = new AsyncLocalStorage<true>();
const TRIES = 5;

/**
 * Throws at once when it is called inside a unit of work. Whatever leaves this process (a bucket, a scanner, a model)
 * calls it first: a unit that waits for a network holds SQLite's only writer, or a connection of the pool, meanwhile.
 */
export function mustBeOutsideUnit(what: string): void {
  if (inUnit.getStore()) throw new Error(`${what} inside a unit of work: do it before or after the unit`);
}

/** Opens the database; the only place that touches TypeORM's DataSource. */
export async function openDatabase({
  setting,
  sealer,
  clock = Date.now,
  watchNesting = true,
}: DatabaseOptions): Promise<Database> {
  const sources = await openSources(setting);
  const listeners: (() => void)[] = [];
  const reading = (tx: EntityManager): Reading => {
    const now = clock();
    return { tx, now, today: legalDateOf(now), sealer };
  };

  async function attempt<T>(
    actor: Actor,
    unit: (work: Work) => Promise<T>,
  ): Promise<{ result: T; told: boolean }> {
    return sources.transaction(async (tx) => {
      const events: Event[] = [];
      const frame = reading(tx);
      const emit = (type: EventType, facts: EventFacts): void => {
        events.push(eventRow(type, facts, actor, frame.now));
      };
      const work = { ...frame, actor, emit };
      const result = await (watchNesting ? inUnit.run(true, () => unit(work)) : unit(work));
      if (events.length > 0) await tx.insert(Event, events);
      return { result, told: events.some((event) => event.relay === 'waiting') };
    });
  }

  return {
    engine: setting.engine,
    clock,
    sealer,
    source: sources.writer,
    async write(actor, unit) {
      // On SQLite the inner unit would wait for the writer that its own outer unit holds: for ever.
      if (inUnit.getStore())
        throw new Error('a unit of work was opened inside another one: pass `work` on instead');
      for (let tries = 1; ; tries += 1) {
        try {
          const { result, told } = await attempt(actor, unit);
          if (told) for (const listener of listeners) listener();
          return result;
        } catch (error) {
          const again = error instanceof Overtaken || sources.isDeadlock(error);
          if (tries >= TRIES || !again) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
        }
      }
    },
    read: (query) => query(reading(sources.reader.manager)),
    onEvents: (listener) => void listeners.push(listener),
    close: () => sources.close(),
  };
}

function eventRow(type: EventType, facts: EventFacts, actor: Actor, now: number): Event {
  return {
    id: newId(),
    type,
    caseId: facts.caseId ?? null,
    openid: facts.openid ?? null,
    actor: `${actor.kind}:${actor.id}`,
    data: JSON.stringify(facts.data ?? {}),
    at: now,
    relay: auditOnly.has(type) ? 'none' : 'waiting',
  };
}

/** Whether an error says that the database can't be reached now, so that the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return /^(ECONN|ETIMEDOUT|EPIPE|PROTOCOL_|ER_SERVER_SHUTDOWN|ER_CON_COUNT|ER_LOCK_|SQLITE_BUSY|POOL_)/.test(
    driverError?.code ?? code ?? '',
  );
}

/** Goes behind the insert of a row that another unit may be making at the same time: the unit then runs again. */
export function againOnDuplicate(error: unknown): never {
  throw isDuplicate(error) ? new Overtaken('another unit was faster', { cause: error }) : error;
}

/** Whether an error says that a unique key is taken already, on either engine. */
export function isDuplicate(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  const name = driverError?.code ?? code ?? '';
  return (
    name === 'ER_DUP_ENTRY' ||
    name.startsWith('SQLITE_CONSTRAINT_UNIQUE') ||
    name === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}
