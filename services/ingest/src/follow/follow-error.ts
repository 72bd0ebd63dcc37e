/** A file that cannot be followed, however often it is tried. */
export class FollowError extends Error {
  readonly code = "queue_log_unusable";
  readonly fix = "Name the queue_log itself: an ordinary file of lines in UTF-8 or an 8-bit encoding.";
}

export const notFollowed = (path: string, what: string): FollowError =>
  new FollowError(`${path} is ${what} and cannot be followed`);
