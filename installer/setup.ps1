# What run.ps1 and test.ps1 share: a private environment in .venv\. To be dot-sourced; sets $Root and $Python.
# The twin of setup.sh; Windows needs no system libraries.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$Root = Split-Path -Parent $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$Python = Join-Path $Venv 'Scripts\python.exe'
$env:PIP_DISABLE_PIP_VERSION_CHECK = '1'
$env:PYTHONUTF8 = '1'

function Stop-Plainly([string]$Message) {
    [Console]::Error.WriteLine($Message)
    exit 1
}

function Test-NewEnough([string[]]$Command) {
    if (-not (Get-Command $Command[0] -ErrorAction SilentlyContinue)) { return $false }
    $rest = @($Command | Select-Object -Skip 1)
    # Programs that write to stderr must not stop the script: what counts is how they end.
    $ErrorActionPreference = 'Continue'
    & $Command[0] @rest -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&1 | Out-Null
    return $LASTEXITCODE -eq 0
}

# Give the first Python that is new enough, as a command with its arguments.
function Find-Python {
    $candidates = @()
    if ($env:PYTHON) { $candidates += , @($env:PYTHON) }
    $candidates += , @('py', '-3')
    $candidates += , @('python3')
    $candidates += , @('python')
    foreach ($candidate in $candidates) {
        if (Test-NewEnough $candidate) { return , $candidate }
    }
    Stop-Plainly 'Python 3.11 or newer is needed and was not found. Set PYTHON to it if it is somewhere unusual.'
}

# Make .venv and install the project in it, with the dependency group named, unless the stamp says it is done.
function Install-Environment([string]$Group = '') {
    $suffix = if ($Group) { "-$Group" } else { '' }
    $stamp = Join-Path $Venv "installed$suffix"
    $wanted = "$Root $((Get-FileHash (Join-Path $Root 'pyproject.toml')).Hash)"
    if ((Test-Path $stamp) -and ((Get-Content -Raw $stamp).Trim() -eq $wanted) -and (Test-NewEnough @($Python))) { return }
    if (-not (Test-NewEnough @($Python))) {
        $system = Find-Python
        $rest = @($system | Select-Object -Skip 1)
        Write-Host 'Making a private environment in .venv'
        & $system[0] @rest -m venv --clear $Venv
        if ($LASTEXITCODE -ne 0) { Stop-Plainly "The environment could not be made in $Venv." }
    }
    Write-Host 'Installing the program and what it needs (the first time only, some minutes)'
    Install-Packages @('--upgrade', 'pip>=25.1')
    $packages = @('--editable', '.')
    if ($Group) { $packages += @('--group', $Group) }
    Install-Packages $packages
    Set-Content -Path $stamp, (Join-Path $Venv 'installed') -Value $wanted
}

function Install-Packages([string[]]$Arguments) {
    $log = Join-Path $Venv 'pip.log'
    $ErrorActionPreference = 'Continue'
    Push-Location $Root
    try {
        & $Python -m pip install --quiet --retries 2 @Arguments 2>&1 | ForEach-Object { "$_" } | Set-Content $log
        $code = $LASTEXITCODE
    }
    finally { Pop-Location }
    if ($code -eq 0) { return }
    if (Select-String -Quiet -Path $log -Pattern 'NewConnectionError|NameResolutionError|ProxyError|Timeout|SSLError|No matching distribution') {
        Stop-Plainly "No package index can be reached, so the packages are not installed; connect once and try again ($log)."
    }
    Get-Content -Tail 20 $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    Stop-Plainly "pip could not install the packages ($log)."
}
