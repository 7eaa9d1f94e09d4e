# Set up what is needed and run every test; see test.sh. The real window is driven on Linux only.
. (Join-Path $PSScriptRoot 'setup.ps1')

Install-Environment 'test'
& $Python (Join-Path $Root 'installer\check.py') @args
exit $LASTEXITCODE
