/** Makes a run as an application does, over TCP; answers with the status. */
export async function makeRun(baseUrl: string, key: string): Promise<number> {
  const response = await fetch(`${baseUrl}/api/v1/runs`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: JSON.stringify({ input: { kind: 'user_instruction', text: 'Hello' } }),
  });
  return response.status;
}
