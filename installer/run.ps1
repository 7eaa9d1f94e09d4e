# Set up what is needed and start the demo round in a window. Arguments go on to the program; see run.sh.
. (Join-Path $PSScriptRoot 'setup.ps1')

Install-Environment
& $Python (Join-Path $Root 'installer\start.py') @args
exit $LASTEXITCODE
