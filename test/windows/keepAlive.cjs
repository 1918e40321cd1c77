const { Socket } = require('node:net');

/*
 * Loaded into every Node under Wine: its sockets know no intervals of keep-alive, and a connection that asks for
 * one before it is open, as each of `fetch` does, is refused as `connect UNKNOWN`.
 */
Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
