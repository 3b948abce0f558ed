/** A placeholder for your own mail service. */
export async function sendEmail(to: string, link: string): Promise<void> {
  console.log(`To ${to}: ${link}`);
}
