/** Simplified Chinese: the page before the first event. */
import type { FirstRunWords } from "./first-run-words.ts";

export const firstRunZh: FirstRunWords = {
  title: "等待第一个事件",
  hint: "本页会自动变成您的现场大厅。",
  done: "已完成",
  copy: "复制",
  copied: "已复制",
  steps: {
    running: "Floorwalker 正在运行",
    source: "连接数据源",
    contact: "看到第一个联系",
    queues: "命名队列并设定目标",
  },
  runningSince: (build) => `版本 ${build}`,
  sourceHow: "跟踪 Asterisk 的 queue_log（npm start -- --queue-log 文件），从 Kafka 读取，或发送一个事件：",
  sourcesKnown: (names) => `已知：${names}`,
  queuesHow: "npx floorwalker config init 可生成配置。在此之前：电话 20 秒，聊天 60 秒，邮件 4 小时。",
  queuesKnown: (names) => `已配置：${names}`,
  contactHow: "一秒之内即可在此看到。",
  none: "手边没有电话系统？",
  demo: "模拟呼叫中心",
  replay: "录制的一天",
};
