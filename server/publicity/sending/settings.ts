/** Recipients of one batch of subscription notices: one lease, one commit of its rows. */
export const BATCH_SIZE = 250;
/** A batch whose bot says nothing so long goes to another bot. */
export const BATCH_LEASE_MS = 9_000;
/** A push whose preparing process says nothing so long is prepared by another one. */
export const PREPARE_LEASE_MS = 15_000;
/** Batches that one unit of preparation makes. */
export const BATCHES_AT_ONCE = 4;
/** Tries of a batch whose recipients were certainly not reached. */
export const MOST_TRIES = 100;
/** How long a lost answer may still be settled by WeChat's event. */
export const SETTLE_MS = 2 * 60_000;
/** How long the event about a mass send may take, before WeChat is asked. */
export const ASK_AFTER_MS = 30 * 60_000;
/** The same where an earlier try was taken and its answer lost: the event may have been lost with it. */
export const ASK_SOON_MS = 20_000;
/** Afterwards nothing more is to be heard of it. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000;
