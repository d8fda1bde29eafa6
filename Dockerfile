FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /repository

# Restore refuses a package that the lock files do not name.
ENV CI=true

COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json ./
COPY src/ src/

# Compiled for the platform beforehand; for another than linux-x64, which has no lock file of its own, pass an empty AHEAD_OF_TIME.
ARG AHEAD_OF_TIME=linux-x64
RUN dotnet restore src/ActorSync.Cli -p:AheadOfTime=$AHEAD_OF_TIME
RUN dotnet publish src/ActorSync.Cli -c Release -o /out --no-restore -p:AheadOfTime=$AHEAD_OF_TIME

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /out /opt/actorsync
ENV PATH="/opt/actorsync:${PATH}"

# The folder config/ stands here, so the state directory is /actorsync/data: mount a volume there to keep it.
WORKDIR /actorsync
COPY config/ config/
RUN mkdir data && chown "$APP_UID:$APP_UID" data
VOLUME /actorsync/data

USER $APP_UID
ENTRYPOINT ["actorsync"]
