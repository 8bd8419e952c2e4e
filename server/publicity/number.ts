/** What people call a push by: the last eight signs of its key. */
export const numberOf = (id: string): string => id.replaceAll('-', '').slice(-8).toUpperCase();
