/** Chinese: what only a wall says. */
import { plural } from "../plural.ts";
import type { Words } from "../words.ts";

const p = plural("zh");

export const wall: Words["wall"] = {
  allOnTarget: "全部达标",
  othersOnTarget: "其余全部达标",
  withoutData: (n, shown) => p(n, shown, { other: "# 个无数据" }),
  notTold: (n, shown) => p(n, shown, { other: "# 个不提供" }),
  closed: (n, shown) => p(n, shown, { other: "# 个已关闭" }),
  breaches: (n, shown) => p(n, shown, { other: "# 个违约" }),
  below: (n, shown) => p(n, shown, { other: "# 个未达标" }),
  more: (n, shown) => p(n, shown, { other: "另有 # 个" }),
  limit: (limit) => `限值 ${limit}`,
  noOwner: "无人负责",
  waiting: "等待",
  free: "空闲",
  hours: (text) => `${text} 时`,
  controls: "此屏幕",
  hold: "停留在本页",
  goOn: "继续翻页",
  next: "下一页",
  previous: "上一页",
  fullScreen: "全屏",
  soundOn: "声音已开",
  soundOff: "声音已关",
  soundBlocked: "声音被阻止",
  rising: "上升",
  falling: "下降",
  noSuchBoard: (id: string) => `没有您可查看的看板“${id}”。`,
  usualBoard: "默认看板",
};
