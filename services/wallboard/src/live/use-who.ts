/** Who looks, as soon as the gateway has told; null: it has not. */
import { useSyncExternalStore } from "react";
import { type Me, me, subscribeWho } from "./who.ts";

export const useWho = (): Me | null => useSyncExternalStore(subscribeWho, me);
