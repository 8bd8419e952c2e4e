import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Entry } from '../server/answers/knowledge.ts';
import { entriesNow } from '../server/answers/library.ts';
import { runCommand, say } from './command.ts';
import { commandConfig, openExisting } from './database.ts';

/** `npm run export-knowledge -- FOLDER`: every entry, files and what the console published, as topic files. */
async function main(): Promise<number> {
  const folder = process.argv[2];
  if (!folder) {
    say('Usage: npm run export-knowledge -- FOLDER');
    return 2;
  }
  const db = await openExisting(commandConfig({ secrets: ['DATA_KEY'] }));
  try {
    const entries = await db.read(entriesNow);
    mkdirSync(folder, { recursive: true });
    const topics = new Map<string, Entry[]>();
    for (const entry of entries) topics.set(entry.topic, [...(topics.get(entry.topic) ?? []), entry]);
    for (const [topic, own] of topics) writeFileSync(join(folder, `${topic}.yaml`), topicFile(topic, own));
    say(`${entries.length} entries in ${topics.size} topics written to ${folder}.`);
    return 0;
  } finally {
    await db.close();
  }
}

function topicFile(topic: string, entries: Entry[]): string {
  const fields = entries.map(({ topic: _topic, topicTitle: _title, ...entry }) => entry);
  return stringify({ topic, title: entries[0]!.topicTitle, entries: fields }, { lineWidth: 0 });
}

runCommand(main);
