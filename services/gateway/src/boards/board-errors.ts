/** Why a board is not shown, kept or published (docs/boards.md); the catalogue of docs/errors.md has them too. */
export const BOARD_ERRORS = {
  bad_board: {
    status: 400,
    message: "This is no board that can be shown; the answer says what is wrong with it, and where.",
    fix: "Correct each of `errors` at its place (docs/boards.md has the format).",
  },
  bad_board_id: {
    status: 400,
    message: "No board can be called so.",
    fix: "Use up to 48 of a-z, 0-9 and dashes, not beginning with a dash.",
  },
  unknown_board: {
    status: 404,
    message: "There is no such board among those that you may see.",
    fix: "GET /v1/boards names them.",
  },
  board_fixed: {
    status: 409,
    message: "This board lies in the configuration file, or is always there.",
    fix: "Change it in the file; or make a copy of it (POST /v1/boards), and that the default in its place.",
  },
  board_changed: {
    status: 409,
    message: "Somebody changed it since it was read.",
    fix: "Read it again (GET /v1/boards/{id}), and send the change with the version that it has now.",
  },
  board_default_taken: {
    status: 409,
    message: "Another board is the default of the same role, or of the wall.",
    fix: "Take the role out of `defaultFor` of one of the two.",
  },
  board_is_shown: {
    status: 409,
    message: "Screens show this board.",
    fix: "Bind them to another one first (the page of screens, or PATCH /v1/screens/{id}).",
  },
  too_many_boards: {
    status: 409,
    message: "There are as many boards, or drafts of yours, as are kept.",
    fix: "Remove one, or give up a draft (DELETE /v1/boards/{id}/draft).",
  },
  boards_not_kept: {
    status: 501,
    message: "This gateway keeps no accounts, so no boards either.",
    fix: "Put boards into the configuration file (`boards:`), or give the gateway a store for accounts.",
  },
} as const;

export type BoardErrorCode = keyof typeof BOARD_ERRORS;

export class BoardError extends Error {
  readonly code: BoardErrorCode;
  /** What is wrong where. */
  readonly errors: readonly object[];

  constructor(code: BoardErrorCode, message: string = BOARD_ERRORS[code].message, errors: readonly object[] = []) {
    super(message);
    this.name = "BoardError";
    this.code = code;
    this.errors = errors;
  }
}
