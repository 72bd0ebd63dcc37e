/** Simplified Chinese. */
import type { Words } from "../words.ts";

export const accessZh: Words["access"] = {
  signIn: {
    title: "登录",
    user: "用户名",
    password: "密码",
    show: "显示",
    hide: "隐藏",
    checking: "正在验证",
    refused: "用户名或密码错误，或该用户不能登录。请重试或联系管理员。",
    locked: (time) => `失败次数过多。请在 ${time} 后重试，或请管理员另设密码。`,
    again: "现在可以重试。",
    unavailable: "暂时无法验证登录，请稍后重试。",
    ended: "会话已结束。登录后回到原来的页面。",
    out: "已退出登录",
    noUsers: "此处不使用密码登录。请打开带有本看板令牌的地址，或联系运维人员。",
  },
  provider: {
    signIn: (name) => `使用 ${name} 登录`,
    or: "或使用密码",
    faults: {
      unavailable: (name) => `${name} 无响应。请稍后重试，或使用密码登录。`,
      declined: (name) => `${name} 未确认登录。`,
      notVerified: (name) => `${name} 的答复已过期或与本次登录不符，请重试。`,
      notGranted: (name) => `${name} 认识您，但您所在的组无权查看本看板。请联系管理员。`,
      disabled: (name) => `${name} 认识您，但您在此处不能登录。请联系管理员。`,
      locked: (name) => `通过 ${name} 登录失败次数过多，请几分钟后重试。`,
    },
  },
  account: {
    title: "我的身份",
    open: "本机开放",
    openShort: "开放",
    openHint: "无需登录：在本机上的任何人都可进行一切操作。创建首个用户后即结束。",
    token: (name) => `依据此浏览器的令牌：${name}`,
    role: "角色",
    sites: "站点",
    queues: "队列",
    teams: "班组",
    everything: "全部",
    signOut: "退出登录",
    forget: "清除令牌",
    roles: { viewer: "查看者", supervisor: "主管", manager: "经理", admin: "管理员" },
  },
};
