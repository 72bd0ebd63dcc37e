/** Chinese: the pages of who looks after screens, at a desk; apart, so that no television loads them. */
import type { Words } from "../words.ts";

export const screensPageZh: Words["screens"]["page"] = {
  title: "大屏",
  boards: "看板",
  pair: "配对大屏",
  openOnScreen: "在大屏上打开此网址，屏上会显示配对码：",
  code: "大屏上的配对码",
  codeHint: (n) => `${n} 个字符，仅限一次，十分钟内有效`,
  name: "名称",
  nameHint: "写明悬挂位置，便于查找。",
  profile: "隐私配置",
  agents: {
    names: "显示坐席姓名：路过的人都能看到。",
    pseudonyms: "不显示坐席姓名。",
    groups: "坐席仅按组显示；小队列不显示。",
  },
  rights: "只读，不显示单个坐席或单个联络的内容；吊销后五秒内生效。",
  approve: "批准",
  paired: (name) => `${name} 已配对`,
  notYou: "只有经理或管理员可以管理大屏。",
  none: "还没有配对的大屏。",
  states: {
    painting: "显示中",
    old: "旧版本",
    silent: "无响应",
    revoked: "已吊销",
  },
  neverPainted: "尚未显示过",
  lastPainted: (time) => `最后显示于 ${time}`,
  paintedAgo: (age) => `${age}前显示`,
  oldHint: "翻页时会自动更新到新版本。",
  identify: "识别",
  reload: "重新加载",
  told: {
    identify: "正在显示名称。",
    reload: "正在重新加载。",
  },
  revokeHint: "五秒内大屏会提示需要重新配对。",
};
