// The real module leaves an id in the person's home folder, for telemetry, which is off.
export const getDeviceId = async () => 'none';
