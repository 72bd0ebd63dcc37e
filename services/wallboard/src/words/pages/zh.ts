/** Chinese words of charts and of the pages that look back or at one thing. */
import { plural } from "../plural.ts";
import type { PageWords } from "../words.ts";

const p = plural("zh");

export const pagesZh: PageWords = {
  chart: {
    forecast: "预测",
    running: "进行中",
    unknown: "无数据",
    restated: "已更正",
    policy: "自此适用其他策略",
    here: "此处",
    restatedTimes: (n, shown) => p(n, shown, { other: "已更正 # 次" }),
    noMore: "无此行：没有发生任何事",
  },
  queueMore: {
    state: "状态",
    done: "已结束",
    expected: "预测",
    contactsOf: (interval) => `${interval} 的联系`,
    noContacts: "此处没有计入的联系",
    closeInterval: "关闭这些联系",
    agents: "服务此队列的坐席",
    onContact: "通话中或话后处理",
    notNamed: (n, shown) => p(n, shown, { other: "另有 # 人不在您的可见范围内" }),
    restatedToday: "今天已更正",
    intervals: (n, shown) => p(n, shown, { other: "# 个时段" }),
    never: "从未",
    versions: "判定依据",
    window: "时间窗",
    answeredOf: (n) => `接通 ${n}`,
    satisfactionOf: (share) => `满意度 ${share}`,
    needed: (there, needed) => `在岗 ${there}，需要 ${needed}`,
    channels: (queue) => `${queue}：选择渠道`,
    channelsHint: "各渠道有各自的承诺，没有合并的数字",
    nobodySignedIn: "没有服务此队列的坐席在线",
  },
};
