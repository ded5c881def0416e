@echo off
rem Runs the Maven this project is built with, fetching it once if need be.
rem Set MVNW_REPOURL to a Maven repository to download it from there.
rem Two digests are pinned: one of the archive, checked before it is unpacked, and one of the programs in it (of the list
rem of the digests of all files, as in mvnw), checked at every start. Settings in conf may be edited.
setlocal

set "VERSION=3.9.16"
set "SHA512=ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3"
set "PROGRAMS=3784c931ad649c54b8f8cc6e7190f6f19549dc70521ed6d86606fb9487719ab389e70d05e662041d367d603e26d1174d81345a70065aa34748e3d411c54b7c80"
set "NAME=apache-maven-%VERSION%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "CACHE=%MAVEN_USER_HOME%\wrapper\dists\%NAME%-memberlist"
set "HOME_DIR=%CACHE%\%NAME%"

if exist "%HOME_DIR%\bin\mvn.cmd" goto run

powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$javac = if ($env:JAVA_HOME) { Join-Path $env:JAVA_HOME 'bin\javac.exe' } else { (Get-Command javac -ErrorAction SilentlyContinue).Source };" ^
  "$major = if ($javac -and (Test-Path $javac)) { [int]((& $javac -version 2>&1 | Out-String) -replace '(?s)^\D*(\d+).*$', '$1') } else { 0 };" ^
  "if ($major -lt 17) { [Console]::Error.WriteLine('mvnw: a JDK of version 17 or newer is needed: install one and set JAVA_HOME to it, or put its bin folder on the PATH'); exit 1 };" ^
  "$file = '%NAME%-bin.zip'; $tmp = Join-Path '%CACHE%' ('tmp.' + [Guid]::NewGuid()); New-Item -ItemType Directory -Force $tmp | Out-Null;" ^
  "$zip = Join-Path $tmp $file;" ^
  "function Genuine { (Test-Path $zip) -and ((Get-FileHash -Algorithm SHA512 $zip).Hash -eq '%SHA512%') };" ^
  "function Try-Get($url) { try { Invoke-WebRequest -UseBasicParsing $url -OutFile $zip; return (Genuine) } catch { return $false } };" ^
  "$ok = $false;" ^
  "if (Get-Command mvn -ErrorAction SilentlyContinue) { Push-Location $tmp; & mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy '-Dartifact=org.apache.maven:apache-maven:%VERSION%:zip:bin' ('-DoutputDirectory=' + $tmp) | Out-Null; Pop-Location; $ok = Genuine };" ^
  "if (-not $ok -and $env:MVNW_REPOURL) { $ok = Try-Get ($env:MVNW_REPOURL.TrimEnd('/') + '/org/apache/maven/apache-maven/%VERSION%/' + $file) };" ^
  "if (-not $ok) { $ok = Try-Get ('https://archive.apache.org/dist/maven/maven-3/%VERSION%/binaries/' + $file) };" ^
  "if (-not $ok) { Remove-Item -Recurse -Force $tmp; [Console]::Error.WriteLine('mvnw: Maven %VERSION% could not be fetched: install any Maven, or set MVNW_REPOURL to a Maven repository that can be reached'); exit 1 };" ^
  "Expand-Archive $zip $tmp;" ^
  "try { Move-Item (Join-Path $tmp '%NAME%') '%HOME_DIR%' } catch { if (-not (Test-Path '%HOME_DIR%\bin\mvn.cmd')) { throw } };" ^
  "Remove-Item -Recurse -Force $tmp"
if errorlevel 1 exit /b 1

:run
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$ErrorActionPreference = 'Stop';" ^
  "$root = (Get-Item '%HOME_DIR%').FullName;" ^
  "$files = 'bin', 'boot', 'lib' | ForEach-Object { Get-ChildItem (Join-Path $root $_) -Recurse -File -Force };" ^
  "$names = [string[]]($files | ForEach-Object { $_.FullName.Substring($root.Length + 1).Replace('\', '/') });" ^
  "[Array]::Sort($names, [StringComparer]::Ordinal);" ^
  "$lines = $names | ForEach-Object { (Get-FileHash -Algorithm SHA512 (Join-Path $root $_)).Hash.ToLower() + '  ' + $_ + [char]10 };" ^
  "$digest = [Security.Cryptography.SHA512]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes($lines -join ''));" ^
  "if (([BitConverter]::ToString($digest) -replace '-', '') -ne '%PROGRAMS%') { [Console]::Error.WriteLine('mvnw: the programs in %HOME_DIR% are not those that were published: remove that folder and start again'); exit 1 }"
if errorlevel 1 exit /b 1
call "%HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
