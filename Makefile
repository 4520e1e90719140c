# 每个命令只有一行，做法在 build/ 的同名脚本里；Windows 用 build\windows\ 的同名脚本。
.PHONY: help setup run test app bench pictures
SAMPLE := resources/samples/示例.txt

help: ## 显示本说明
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' Makefile

setup: ## 安装所需的系统库、虚拟环境和锁定版本的依赖（已装好则立即返回）
	@bash build/setup.sh

run: setup ## 打开窗口并载入示例（FILE=路径 可换文件）；没有屏幕时改为核对、导出并截图到 out/
	@bash build/run.sh "$(or $(FILE),$(SAMPLE))"

test: setup ## 全部检查与测试
	@bash build/test.sh

app: setup ## 打包成可直接拷走的文件夹 dist/nianbao 并试运行
	@bash build/app.sh

bench: setup ## 性能测量，输出比值
	@bash build/bench.sh

pictures: setup ## 重画说明和帮助里的图片 resources/help/*.png
	@QT_QPA_PLATFORM=offscreen .venv/bin/nianbao --picture resources/help "$(SAMPLE)"
