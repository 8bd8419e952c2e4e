import { FirstHouse1795500000000 } from './1795500000000-first-house.ts';
import { Attachments1795500100000 } from './1795500100000-attachments.ts';
import { FillingIn1795500200000 } from './1795500200000-filling-in.ts';
import { Switches1795500250000 } from './1795500250000-switches.ts';
import { Commitments1795500300000 } from './1795500300000-commitments.ts';
import { Contact1795500400000 } from './1795500400000-contact.ts';
import { Knowledge1795500450000 } from './1795500450000-knowledge.ts';
import { Toggles1795500460000 } from './1795500460000-toggles.ts';
import { Publicity1795500500000 } from './1795500500000-publicity.ts';
import { Crowd1795500600000 } from './1795500600000-crowd.ts';
import { ClockDays1795500800000 } from './1795500800000-clock-days.ts';
import { Papers1795500910000 } from './1795500910000-papers.ts';
import { Samples1795500920000 } from './1795500920000-samples.ts';
import { AccountFacts1795500930000 } from './1795500930000-account-facts.ts';
import { ArticleUrl1795500940000 } from './1795500940000-article-url.ts';
import { Series1795500950000 } from './1795500950000-series.ts';

/** The one migration history, oldest first. A migration that has landed is never edited. */
export const migrations = [
  FirstHouse1795500000000,
  Attachments1795500100000,
  FillingIn1795500200000,
  Switches1795500250000,
  Commitments1795500300000,
  Contact1795500400000,
  Knowledge1795500450000,
  Toggles1795500460000,
  Publicity1795500500000,
  Crowd1795500600000,
  ClockDays1795500800000,
  Papers1795500910000,
  Samples1795500920000,
  AccountFacts1795500930000,
  ArticleUrl1795500940000,
  Series1795500950000,
];
