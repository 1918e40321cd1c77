// @ts-check

/**
 * Runs one step of a preparation; says what it is doing once it has taken a second, and how long it
 * took in the end. Quick steps stay silent.
 *
 * @template T
 * @param {string} label e.g. “Installing dependencies”
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function progress(label, work) {
  const started = Date.now();
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    console.log(`${label} …`);
  }, 1000);
  try {
    const result = await work();
    if (told) console.log(`${label}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}
