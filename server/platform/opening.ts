export type DatabaseSetting =
  | { engine: 'sqlite'; path: string }
  | {
      engine: 'mysql';
      host: string;
      port: number;
      user: string;
      password: string;
      name: string;
      poolSize?: number;
    };

/** The database of a setting as an operator calls it; without the password. */
export function describeDatabase(setting: DatabaseSetting): string {
  if (setting.engine === 'sqlite') return `SQLite ${setting.path}`;
  const { host, port, user, name } = setting;
  return `MySQL / MariaDB ${name} at ${host}:${port} as ${user || 'nobody'}`;
}

/** Why a database could not be opened, in words that name the setting and what to look at. */
export function openingError(setting: DatabaseSetting, error: unknown): Error {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return new Error(`DATABASE_URL: ${reason(setting, code, message)}`, { cause: error });
}

function reason(setting: DatabaseSetting, code: string, message: string): string {
  if (setting.engine === 'sqlite')
    return `${setting.path} cannot be opened as a database (${message || code})`;
  const { host, port, user, name } = setting;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `no machine is known by the name ${host} (${code}); is it written right?`;
  if (code === 'ER_ACCESS_DENIED_ERROR')
    return `${host}:${port} does not let ${user || 'nobody'} in with this password (signs in it must be percent-encoded)`;
  if (code === 'ER_DBACCESS_DENIED_ERROR')
    return `${user || 'nobody'} has no rights on ${name} at ${host}:${port}`;
  if (code === 'ER_BAD_DB_ERROR') return `there is no database ${name} at ${host}:${port}: create it first`;
  if (/^E(CONN|TIMEDOUT|HOST|NET)/.test(code))
    return `no database answers at ${host}:${port} (${code}); is it running, and can this machine reach it?`;
  return `${name} at ${host}:${port} cannot be opened (${message || code})`;
}
