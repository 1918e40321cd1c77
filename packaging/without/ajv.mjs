/*
 * In place of `ajv` and `ajv-formats` (120 kB), by which the SDK of `keyrail mcp` judges what agents
 * answer: it asks them nothing, and is given a judge that says so (`src/terminal/mcp/noSchemas.ts`).
 */
export default function judge() {}
