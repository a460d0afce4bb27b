<# : batch portion
@REM ----------------------------------------------------------------------------
@REM Licensed to the Apache Software Foundation (ASF) under one
@REM or more contributor license agreements.  See the NOTICE file
@REM distributed with this work for additional information
@REM regarding copyright ownership.  The ASF licenses this file
@REM to you under the Apache License, Version 2.0 (the
@REM "License"); you may not use this file except in compliance
@REM with the License.  You may obtain a copy of the License at
@REM
@REM    http://www.apache.org/licenses/LICENSE-2.0
@REM
@REM Unless required by applicable law or agreed to in writing,
@REM software distributed under the License is distributed on an
@REM "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
@REM KIND, either express or implied.  See the License for the
@REM specific language governing permissions and limitations
@REM under the License.
@REM ----------------------------------------------------------------------------

@REM ----------------------------------------------------------------------------
@REM Runs Maven 3.9 or newer. Derived from the Apache Maven Wrapper startup batch
@REM script, version 3.3.4, and changed for Runnel; parts 1, 2 and 4 are Runnel's.
@REM What it does, in which order, is said at the top of mvnw.
@REM
@REM Optional ENV vars
@REM   JAVA_HOME - location of a JDK home dir
@REM   MAVEN_USER_HOME - where the unpacked Maven lives, default ~/.m2
@REM   MVNW_REPOURL - base url of a Maven repository to download Maven from
@REM   MVNW_USERNAME/MVNW_PASSWORD - user and password for downloading maven
@REM   MVNW_VERBOSE - true: enable verbose log; others: silence the output
@REM ----------------------------------------------------------------------------

@IF "%__MVNW_ARG0_NAME__%"=="" (SET __MVNW_ARG0_NAME__=%~nx0)
@SET __MVNW_CMD__=
@SET __MVNW_ERROR__=
@SET __MVNW_ARGS__=%*
@SET __MVNW_PSMODULEP_SAVE=%PSModulePath%
@SET PSModulePath=
@FOR /F "usebackq tokens=1* delims==" %%A IN (`powershell -noprofile "& {$scriptDir='%~dp0'; $script='%__MVNW_ARG0_NAME__%'; icm -ScriptBlock ([Scriptblock]::Create((Get-Content -Raw '%~f0'))) -NoNewScope}"`) DO @(
  IF "%%A"=="MVN_CMD" (set __MVNW_CMD__=%%B) ELSE IF "%%B"=="" (echo %%A) ELSE (echo %%A=%%B)
)
@SET PSModulePath=%__MVNW_PSMODULEP_SAVE%
@SET __MVNW_PSMODULEP_SAVE=
@SET __MVNW_ARG0_NAME__=
@SET __MVNW_ARGS__=
@SET MVNW_USERNAME=
@SET MVNW_PASSWORD=
@IF NOT "%__MVNW_CMD__%"=="" ("%__MVNW_CMD__%" %*)
@exit /b 1
@GOTO :EOF
: end batch / begin powershell #>

$ErrorActionPreference = "Stop"
if ($env:MVNW_VERBOSE -eq "true") {
  $VerbosePreference = "Continue"
}

$JAVA_NEEDED = 17
$DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0"

function Say($message) {
  [Console]::Error.WriteLine("mvnw: $message")
}

function Die($message) {
  Say $message
  exit 1
}

# what a program prints to its standard output; its standard error must not stop this script
function Read-Output($program, $argument) {
  $ErrorActionPreference = "Continue"
  try { ($null | & $program $argument 2>$null) -join "`n" } catch { "" }
}

# ---- 1. the JDK ------------------------------------------------------------

if ($env:JAVA_HOME) {
  $java = Join-Path $env:JAVA_HOME "bin\java.exe"
  $javac = Join-Path $env:JAVA_HOME "bin\javac.exe"
  $javaFrom = "JAVA_HOME ($env:JAVA_HOME)"
} else {
  $java = (Get-Command java.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Path
  $javac = (Get-Command javac.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Path
  $javaFrom = "java on the PATH ($java)"
  if (!$java) {
    Die "no JDK found; install one of version $JAVA_NEEDED or newer and set JAVA_HOME or put its bin on the PATH"
  }
}
if (!(Test-Path -Path $java -PathType Leaf)) {
  Die "$javaFrom is no working Java; a JDK of version $JAVA_NEEDED or newer is needed"
}
# Java 8 does not know --version and prints nothing here
if ((Read-Output $java "--version") -notmatch '(?m)^(?:openjdk|java) (\d+)') {
  Die "$javaFrom is no Java of version $JAVA_NEEDED or newer; such a JDK is needed"
}
$javaVersion = [int]$Matches[1]
if ($javaVersion -lt $JAVA_NEEDED) {
  Die "$javaFrom is Java $javaVersion; a JDK of version $JAVA_NEEDED or newer is needed"
}
if (!$javac -or !(Test-Path -Path $javac -PathType Leaf)) {
  Die "$javaFrom is Java $javaVersion without javac; a JDK is needed, not only a runtime"
}
Write-Verbose "Java $javaVersion from $javaFrom"

# ---- 2. an mvn on the PATH that is new enough ------------------------------

$MVN_CMD = $script -replace '^mvnw','mvn'

$mvnVersion = $null
$mvnOnPath = (Get-Command mvn.cmd -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Path
if ($mvnOnPath -and ((Read-Output $mvnOnPath "-v") -match 'Apache Maven (\d+\.\d+)')) {
  $mvnVersion = [version]$Matches[1]
  Write-Verbose "found $mvnOnPath, version $mvnVersion"
}
if ($mvnVersion -and $mvnVersion -ge [version]"3.9") {
  $wanted = Join-Path (Split-Path $mvnOnPath) $MVN_CMD
  if (Test-Path -Path $wanted -PathType Leaf) {
    Write-Output "MVN_CMD=$wanted"
    exit 0
  }
}

# ---- 3. the wrapper's own Maven, unpacked earlier --------------------------

$propertiesFile = "$scriptDir/.mvn/wrapper/maven-wrapper.properties"
if (!(Test-Path -Path $propertiesFile -PathType Leaf)) {
  Die "cannot read $propertiesFile"
}
$properties = Get-Content -Raw $propertiesFile | ConvertFrom-StringData
$distributionUrl = $properties.distributionUrl
if ($distributionUrl -notmatch '/apache-maven-([^/]+)-bin\.zip$') {
  Die "distributionUrl in $propertiesFile must end with /apache-maven-VERSION-bin.zip, but is '$distributionUrl'"
}
$distributionVersion = $Matches[1]
$distributionUrlNameMain = "apache-maven-$distributionVersion"
$distributionUrlName = "$distributionUrlNameMain-bin.zip"

# the archive and a Maven repository have different layouts, so the whole path is put behind MVNW_REPOURL
if ($env:MVNW_REPOURL) {
  $repoUrl = $env:MVNW_REPOURL -replace '/$',''
  $distributionUrl = "$repoUrl/org/apache/maven/apache-maven/$distributionVersion/$distributionUrlName"
}

# maven home pattern: ~/.m2/wrapper/dists/apache-maven-<version>/<hash>
$MAVEN_M2_PATH = "$HOME/.m2"
if ($env:MAVEN_USER_HOME) {
  $MAVEN_M2_PATH = "$env:MAVEN_USER_HOME"
}

if (-not (Test-Path -Path $MAVEN_M2_PATH)) {
  New-Item -Path $MAVEN_M2_PATH -ItemType Directory | Out-Null
}

$MAVEN_WRAPPER_DISTS = $null
if ((Get-Item $MAVEN_M2_PATH).Target[0] -eq $null) {
  $MAVEN_WRAPPER_DISTS = "$MAVEN_M2_PATH/wrapper/dists"
} else {
  $MAVEN_WRAPPER_DISTS = (Get-Item $MAVEN_M2_PATH).Target[0] + "/wrapper/dists"
}

$MAVEN_HOME_PARENT = "$MAVEN_WRAPPER_DISTS/$distributionUrlNameMain"
$MAVEN_HOME_NAME = ([System.Security.Cryptography.SHA256]::Create().ComputeHash([byte[]][char[]]$distributionUrl) | ForEach-Object {$_.ToString("x2")}) -join ''
$MAVEN_HOME = "$MAVEN_HOME_PARENT/$MAVEN_HOME_NAME"

if (Test-Path -Path "$MAVEN_HOME/bin/$MVN_CMD" -PathType Leaf) {
  Write-Verbose "found existing MAVEN_HOME at $MAVEN_HOME"
  Write-Output "MVN_CMD=$MAVEN_HOME/bin/$MVN_CMD"
  exit 0
}

# beside its later home, so that the move at the end is one atomic rename
$TMP_DOWNLOAD_DIR = "$MAVEN_HOME_PARENT/.download.$([System.Guid]::NewGuid().ToString('N'))"
New-Item -Itemtype Directory -Path $TMP_DOWNLOAD_DIR -Force | Out-Null
$distributionZip = "$TMP_DOWNLOAD_DIR/$distributionUrlName"

# ---- 4. an older mvn on the PATH fetches it as an artifact -----------------

# Keeps those of Maven's arguments that decide where artifacts come from and go to.
function Select-RepositoryArguments($commandLine) {
  $tokens = @([regex]::Matches("$commandLine", '(?:"[^"]*"|[^\s"])+') | ForEach-Object { $_.Value -replace '"','' })
  for ($i = 0; $i -lt $tokens.Count; $i++) {
    if ($tokens[$i] -cmatch '^(-s|--settings|-gs|--global-settings|-P|--activate-profiles|-D|--define)$') {
      if ($i + 1 -lt $tokens.Count) {
        $tokens[$i]
        $tokens[++$i]
      }
    } elseif ($tokens[$i] -cmatch '^(-s.*|--settings=.*|-gs.*|--global-settings=.*|-P.*|--activate-profiles=.*|-D.*|-o|--offline|-U)$') {
      $tokens[$i]
    }
  }
}

function Invoke-Fetch {
  $ErrorActionPreference = "Continue"
  # a project of its own: this one's plugins would refuse the older Maven, but its Maven configuration counts
  Set-Content -Path "$TMP_DOWNLOAD_DIR/pom.xml" -Encoding ASCII -Value ('<project><modelVersion>4.0.0</modelVersion>' +
    '<groupId>dev.runnel</groupId><artifactId>fetch-maven</artifactId><version>1</version><packaging>pom</packaging></project>')
  New-Item -Itemtype Directory -Path "$TMP_DOWNLOAD_DIR/.mvn" | Out-Null
  foreach ($config in "maven.config", "jvm.config") {
    if (Test-Path -Path "$scriptDir/.mvn/$config" -PathType Leaf) {
      Copy-Item "$scriptDir/.mvn/$config" "$TMP_DOWNLOAD_DIR/.mvn/"
    }
  }
  # MAVEN_ARGS is known to Maven since 3.9 only
  $arguments = @(Select-RepositoryArguments "$env:MAVEN_ARGS $env:__MVNW_ARGS__")
  $arguments += "-B", "-q", "-Dstyle.color=never", "-f", "$TMP_DOWNLOAD_DIR/pom.xml", "${DEPENDENCY_PLUGIN}:copy"
  $arguments += "-Dartifact=org.apache.maven:apache-maven:${distributionVersion}:zip:bin", "-DoutputDirectory=$TMP_DOWNLOAD_DIR"
  $null | & $mvnOnPath @arguments | ForEach-Object { [Console]::Error.WriteLine($_) }
}

try {
  $fetched = $false
  if ($mvnVersion -and $mvnVersion -ge [version]"3.6") {
    Say "Maven $mvnVersion on the PATH is too old; it fetches Maven $distributionVersion, once, to $MAVEN_WRAPPER_DISTS"
    Invoke-Fetch
    $fetched = Test-Path -Path $distributionZip -PathType Leaf
    if (!$fetched) {
      Say "Maven $mvnVersion could not fetch org.apache.maven:apache-maven:${distributionVersion}:zip:bin (see above)"
    }
  }

  # ---- 5. the download of the Apache Maven Wrapper -------------------------

  if (!$fetched) {
    if (!$mvnVersion) {
      Say "no mvn on the PATH; fetching Maven $distributionVersion, once, to $MAVEN_WRAPPER_DISTS"
    }
    Write-Verbose "Downloading from: $distributionUrl"
    $webclient = New-Object System.Net.WebClient
    if ($env:MVNW_USERNAME -and $env:MVNW_PASSWORD) {
      $webclient.Credentials = New-Object System.Net.NetworkCredential($env:MVNW_USERNAME, $env:MVNW_PASSWORD)
    }
    [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
    try {
      $webclient.DownloadFile($distributionUrl, $distributionZip) | Out-Null
    } catch {
      Say $_.Exception.Message
      throw "cannot download $distributionUrl; put an mvn of 3.6.3 or newer on the PATH, or set MVNW_REPOURL to a Maven repository"
    }
  }

  # If specified, validate the SHA-256 sum of the Maven distribution zip file
  if ($properties.distributionSha256Sum) {
    Import-Module $PSHOME\Modules\Microsoft.PowerShell.Utility -Function Get-FileHash
    $sum = (Get-FileHash $distributionZip -Algorithm SHA256).Hash.ToLower()
    if ($sum -ne $properties.distributionSha256Sum) {
      throw "the SHA-256 of $distributionUrlName is $sum, not the distributionSha256Sum of $propertiesFile; the file is not used"
    }
  }

  # unzip and move
  Expand-Archive $distributionZip -DestinationPath "$TMP_DOWNLOAD_DIR" | Out-Null
  if (!(Test-Path -Path "$TMP_DOWNLOAD_DIR/$distributionUrlNameMain/bin/$MVN_CMD" -PathType Leaf)) {
    throw "no $distributionUrlNameMain/bin/$MVN_CMD in $distributionUrlName"
  }
  try {
    # fails where another mvnw was quicker; then that one is used
    [System.IO.Directory]::Move("$TMP_DOWNLOAD_DIR/$distributionUrlNameMain", $MAVEN_HOME)
  } catch {
    if (! (Test-Path -Path "$MAVEN_HOME" -PathType Container)) {
      throw "cannot move Maven to $MAVEN_HOME"
    }
  }
  Write-Output "MVN_CMD=$MAVEN_HOME/bin/$MVN_CMD"
} catch {
  Say $_.Exception.Message
  exit 1
} finally {
  try { Remove-Item $TMP_DOWNLOAD_DIR -Recurse -Force | Out-Null }
  catch { Write-Warning "Cannot remove $TMP_DOWNLOAD_DIR" }
}
