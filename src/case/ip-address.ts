/** Whether this is an IP address, of version 4 or 6, in the usual spelling. */
export function isValidAddress(value: string): boolean {
  const four = /^\d{1,3}(\.\d{1,3}){3}$/.test(value);
  if (four) return value.split('.').every((part) => Number(part) < 256);
  return /^[0-9a-f:.]+$/i.test(value) && value.includes(':') && URL.canParse(`http://[${value}]/`);
}
