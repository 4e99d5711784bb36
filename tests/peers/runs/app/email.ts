/** What was sent: the application's tests look here. */
export const outbox: Record<string, string>[] = [];

export async function sendEmail(message: Record<string, string>) {
  outbox.push(message);
}
