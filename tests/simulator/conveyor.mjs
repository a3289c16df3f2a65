// The stretch of belt between two machines: it holds so many bottles and no more.

import { EventEmitter } from "node:events";

export class Conveyor extends EventEmitter {
  /** @param {{ capacity: number, restart: number, count?: number }} options a machine that stood for want of bottles or of room
   * goes on when `restart` of them are there: otherwise it would stutter at every bottle. */
  constructor({ capacity, restart, count = 0 }) {
    super();
    this.capacity = capacity;
    this.restart = restart;
    this.count = Math.min(count, capacity);
  }

  get isEmpty() {
    return this.count === 0;
  }

  get isFull() {
    return this.count >= this.capacity;
  }

  get hasEnough() {
    return this.count >= this.restart;
  }

  get hasRoom() {
    return this.capacity - this.count >= this.restart;
  }

  put() {
    this.count++;
    this.emit("change");
  }

  take() {
    this.count--;
    this.emit("change");
  }
}
