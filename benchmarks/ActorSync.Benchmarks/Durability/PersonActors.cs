using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorSync.Benchmarks.Durability;

/// <summary>One persistent actor per person on a journal set up as the program's is, with the same durability and the same group commit.</summary>
internal static class PersonActors
{
    /// <summary>Items a second: two for each person.</summary>
    public static async Task<double> MeasureAsync(JournalStore store, JournalEntry.Intended[] intents, JournalEntry.Settled[] outcomes, TimeProvider time, CancellationToken stop)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("persons", akka => akka
            .WithJournalStore(store, JournalAccess.Write)
            .WithCustomSerializer("person-events", [typeof(PersonEvent)], system => new PersonEventSerializer(system))
            .WithQuietLogging());
        using var host = builder.Build();
        await host.StartAsync(stop);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = time.GetTimestamp();
        host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new PersonFeeder(intents, outcomes, done)));
        await done.Task.WaitAsync(stop);
        var took = time.GetElapsedTime(began);
        await host.StopAsync(CancellationToken.None);
        return 2 * intents.Length / took.TotalSeconds;
    }
}
