import { randomInt } from 'node:crypto';

/** Damm's quasigroup of order 10: finds every single wrong digit and every swap of neighbours, as people make on the phone. */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const checkDigit = (digits: string): string =>
  [...digits].reduce((interim, digit) => damm[Number(interim)]![Number(digit)]!, '0');

/** A new case reference: two digits of the year, six at random (so that nobody counts cases by it), one check digit. */
export function newReference(year: number): string {
  const digits = String(year % 100).padStart(2, '0') + String(randomInt(1_000_000)).padStart(6, '0');
  return digits + checkDigit(digits);
}

/** Reads a reference as typed or dictated (spaces, dashes, full-width digits); undefined when a digit is wrong. */
export function readReference(said: string): string | undefined {
  const digits = said.normalize('NFKC').replace(/[\s\-－—·.]/g, '');
  return /^\d{9}$/.test(digits) && checkDigit(digits) === '0' ? digits : undefined;
}

/** '261042587' → '261-042-587', as it is read over the phone. */
export const spokenReference = (reference: string): string => reference.replace(/(\d{3})(?=\d)/g, '$1-');
