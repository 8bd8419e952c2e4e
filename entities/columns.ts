import { Column, Index, PrimaryColumn } from 'typeorm';

/*
 * The only column types of the model, chosen to mean the same on SQLite and MySQL / MariaDB. The whole database is
 * utf8mb4_bin, so every string compares byte for byte. There are no foreign keys: the unit of work keeps references
 * whole, rows are never deleted before their children, and clustered databases (Galera, TiDB) pay dearly for them.
 */

const toNumber = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null ? null : Number(value)),
};
const toBoolean = {
  to: (value: unknown) => (value === undefined || value === null ? value : value ? 1 : 0),
  from: (value: unknown) => (value === null ? null : Boolean(value)),
};

interface Options {
  nullable?: boolean;
}

/** A UUIDv7 key. */
export const Key = () => PrimaryColumn({ type: 'varchar', length: 36 });

/** A primary key from outside: an openid, a job's name. */
export const NaturalKey = (length = 64) => PrimaryColumn({ type: 'varchar', length: String(length) });

/** A reference to another row's key. */
export const Ref = (options: Options = {}) => Column({ type: 'varchar', length: 36, ...options });

/** A short text of at most `length` characters. */
export const Short = (length = 64, options: Options = {}) =>
  Column({ type: 'varchar', length: String(length), ...options });

/** A long text, at most 64 KB of UTF-8 on MySQL. */
export const Long = (options: Options = {}) => Column({ type: 'text', ...options });

/** An instant in UTC epoch milliseconds. */
export const Instant = (options: Options = {}) =>
  Column({ type: 'bigint', transformer: toNumber, ...options });

/** A legal day 'YYYY-MM-DD' in Asia/Shanghai. */
export const Day = (options: Options = {}) => Column({ type: 'varchar', length: 10, ...options });

export const Count = (options: Options = {}) => Column({ type: 'integer', ...options });

export const Flag = () => Column({ type: 'integer', transformer: toBoolean });

const sealed: { table: string; column: string }[] = [];

/**
 * A text that is stored sealed (AES-256-GCM, see platform/seal). `table` and the property's name are its associated data,
 * so a sealed value can't be moved to another column. Also enters the column into the list that key rotation walks.
 */
export const Sealed =
  (table: string, options: Options = {}): PropertyDecorator =>
  (target, property) => {
    sealed.push({ table, column: String(property) });
    Column({ type: 'text', ...options })(target, property);
  };

/** Every sealed column of the model, for key rotation. */
export const sealedColumns = (): readonly { table: string; column: string }[] => sealed;

const indexed: { table: string; column: string; of: string }[] = [];

/**
 * The blind index (HMAC) of the sealed column `of`, for look-ups by equality. Also enters the column into the list of
 * those that key rotation rebuilds.
 */
export const BlindIndex =
  (table: string, of: string, options: Options = {}): PropertyDecorator =>
  (target, property) => {
    indexed.push({ table, column: String(property), of });
    Column({ type: 'varchar', length: 64, ...options })(target, property);
  };

/** Every blind index of the model and the sealed column that it is made of. */
export const blindIndexes = (): readonly { table: string; column: string; of: string }[] => indexed;

export { Entity } from 'typeorm';

/** A named index, since an unnamed one drifts between engines. */
export const Indexed = (name: string, columns: string[]) => Index(name, columns);
export const Unique = (name: string, columns: string[]) => Index(name, columns, { unique: true });
