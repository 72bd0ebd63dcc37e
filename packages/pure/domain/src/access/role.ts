/** What somebody may do, least first: each role may what those before it may. */
export const ROLES = ["viewer", "supervisor", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const mayAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
