"""Commands: many wordings of each, and what only looks like one."""

import pytest

from assistant.understanding import commands, text

# Wordings, parted by blanks; _ stands for a blank.
SAID = {
    "back": """
        返回 上一步 上一题 回去 退回去 返回上一步 回到上一题 后退 我要返回 请返回 返回一下 选错了 点错了 撤销
        改一下上一题 back go_back undo previous_question
    """,
    "restart": """
        重来 从头开始 重新开始 从头再来 再来一次 我想重新开始 重新填 重新查一遍吧 清空重来 重置 restart start_over
        start_again reset
    """,
    "human": """
        人工 转人工 找真人 12333 打12333 人工客服 我要转人工 能不能转人工 帮我找个人工 叫个真人来 跟人说话
        找个活人说话 转人工服务谢谢 客服 我要找客服 客服电话多少 不想跟机器人说话 human talk_to_a_human real_person
        agent I_want_to_talk_to_a_person customer_service call_12333
    """,
    "why": """
        为什么问这个 问这个干嘛 为啥问这个 问这个干什么 干嘛问这个 为什么要问这个问题 问这个有什么用 为什么要问这么细
        你问这个做什么 为什么 why why_do_you_ask why_do_you_need_to_know_this what_is_this_for
    """,
    "pages": """
        打开网页 换页面 网页 去网页填 打开页面 用网页版 换成填表方式 我想自己填表格 open_the_page web_page website
        show_me_the_form
    """,
    "sms": """
        发短信给我 发短信 用短信 短信发我 转短信 发到我手机 把结果发到我手机上 发个短信给我吧 sms text_me
        send_it_by_sms send_to_my_phone
    """,
    "result": """
        看结果 结果 看看结果 我的结果呢 结果呢 直接看结果 结果出来了吗 回到结果页 result show_me_the_result my_results
        what_is_the_result
    """,
    "answers": """
        看看我填的 我说了什么 我填了什么 看看我说了啥 我的答案 看看我的答案 检查一下我填的内容 我刚才说了什么
        看一下我的回答 改答案 show_my_answers what_did_I_say my_answers
    """,
    "delete": """
        删除我的信息 删掉我的资料 把我的信息删掉 清除我的记录 删除个人信息 把我填的信息都删了吧 注销我的信息
        delete_my_data forget_me delete_everything erase_my_information
    """,
    "large_type": """
        字大一点 字体大一点 字太小了 字太小看不清 把字放大 放大字体 大字版 看不清字 字能不能大一点 调大一点
        bigger_text large_type text_is_too_small make_the_text_bigger
    """,
    "english": """
        english english_please 用英文 英文 说英语 换成英文 切换到英文 请用英文 in_english do_you_speak_English
    """,
    "chinese": """
        中文 用中文 换成中文 说普通话 切换回中文 chinese in_chinese switch_to_chinese
    """,
    "help": """
        帮助 怎么用 你会什么 你能干什么 这个怎么用 你会做什么 有什么功能 使用说明 我能问什么 菜单 help
        how_does_this_work what_can_you_do menu ? ??
    """,
    "yes": """
        对 是 是的 好 好的 嗯 嗯嗯 对的 没错 确认 可以 行 中 要得 好嘞 ok OK 对对对 没问题 好的谢谢 确定 yes y yep
        sure correct that's_right 对的,没错
    """,
    "no": """
        不 不是 不对 不用 不要 取消 算了 算了吧 不用了 不行 错了 不用了谢谢 先不了 不是的 no n nope cancel never_mind
        that's_wrong no_thanks
    """,
}
NOT_COMMANDS = (
    "返还什么时候到账", "返回的钱没到账", "我想返回江西办", "重新就业了还能领吗", "人工费涨了",
    "我在人工智能公司上班", "为什么没有通过", "为什么不能领", "为什么问题这么多人能领", "网页上查不到证书",
    "短信是真的吗", "收到短信了", "公司发短信说我被裁了", "结果没通过怎么办", "公示结果在哪看",
    "删除了公司账户怎么办", "信息填错了被退回", "字没签", "英语四级证有补贴吗", "我在英文学校当老师", "帮我儿子问的",
    "怎么领", "怎么办", "怎么申请", "钱怎么用", "有", "没有", "领过", "三级", "两年", "不在名单里", "不清楚",
    "不知道", "不记得了", "没领过", "是公司", "好几年了", "对公账户没有", "不交社保", "行政机关", "中级工", "中级",
    "可以领多少", "得了病能领吗", "要什么材料", "别人能代办吗", "停发了怎么办", "取消申领资格", "算了一下大概两年",
    "3", "没", "客服说我不能领", "人工审核要多久", "12333说我裁员率5.5%", "english teacher certificate",
    "how to apply", "what can I get", "no certificate yet", "yes I was laid off", "the result was rejected",
    "why was I rejected", "back payment", "delete button does not work", "help desk worker level 3", "找人代办行吗",
    "找到工作了", "要不要交钱", "发票", "退回来了", "退回", "被退回",
)  # fmt: skip


@pytest.mark.parametrize(
    ("command", "said"), [(c, s.replace("_", " ")) for c, all_ in SAID.items() for s in all_.split()]
)
def test_a_wording_of_a_command(command, said):
    for message in (said, said + "。", said + "!", f" {said} "):
        assert commands.read(text.read(message)) == command


@pytest.mark.parametrize("said", NOT_COMMANDS)
def test_what_only_looks_like_a_command(said):
    assert commands.read(text.read(said)) is None


@pytest.mark.parametrize("said", ["", " ", "。。。", "啊", "x" * 300, "请" * 100, "想要" * 20, "please " * 6])
def test_nothing_and_very_long_messages_are_no_command(said):
    assert commands.read(text.read(said)) is None
