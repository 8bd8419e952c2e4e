/** A made-up identity number with a right check digit (GB 11643). */
export function identityNumber(region: string, birth: string, order = '003'): string {
  const digits = `${region}${birth}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return digits + '10X98765432'[sum % 11];
}
