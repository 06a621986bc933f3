@echo off
rem Start the toolkit on Windows.
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
py -3.11 -c "" >nul 2>nul
if %errorlevel%==0 (
  py -3.11 -m facilitator.install -- -m facilitator.launch %*
) else (
  python -m facilitator.install -- -m facilitator.launch %*
)
if errorlevel 9009 echo Python 3.11 以上が見つかりません。python.org から入れて、もう一度始めてください。
pause
