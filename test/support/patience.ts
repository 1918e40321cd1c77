/**
 * After how long something counts as not coming, in ms. No test asserts that anything is quick: this
 * is many times what two busy cores take, so that only what never comes is reported.
 */
export const patienceMs = 60_000;
