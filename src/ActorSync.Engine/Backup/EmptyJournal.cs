using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Backup;

/// <summary>Makes the tables of a new journal, by the same hand that makes those of a first run.</summary>
internal static class EmptyJournal
{
    /// <summary>Makes them.</summary>
    /// <exception cref="JournalUnavailableException">They cannot be made.</exception>
    public static async Task MakeAsync(JournalStore store, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddAkka("actorsync", akka => akka
            .WithQuietLogging()
            .WithJournalStore(store, JournalAccess.Write)
            .AddHocon("akka.coordinated-shutdown.run-by-clr-shutdown-hook = off", HoconAddMode.Prepend));
        using var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);

            // Who has recovered knows that the tables are there.
            var log = host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create<RunLog>(), "runs");
            await EngineActors.AskAsync<RunHistory>(log, GetRunHistory.Instance, cancellationToken);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
