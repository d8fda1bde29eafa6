using ActorSync.Engine.Journal;
using ActorSync.Engine.Tests.Users;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>An actor system on a journal, as a process has one; a new one on the same journal is a restart.</summary>
internal sealed class JournalSystem : IAsyncDisposable
{
    private readonly IHost _host;

    private JournalSystem(IHost host)
    {
        _host = host;
        Actors = host.Services.GetRequiredService<ActorSystem>();
    }

    public ActorSystem Actors { get; }

    public static async Task<JournalSystem> StartAsync(JournalStore store, JournalAccess access = JournalAccess.Write, long? epoch = null, string settings = "")
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("actorsync", akka => akka.WithJournalStore(store, access, epoch).WithQuietLogging().AddHocon($"{Sample.TestConfig}\n{settings}", HoconAddMode.Prepend));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public IActorRef Start(string persistenceId) => Actors.ActorOf(Props.Create(() => new BatchKeeper(persistenceId)));

    /// <summary>Hears what the journal announces of its storage from now on.</summary>
    public Inbox Announcements()
    {
        var inbox = Inbox.Create(Actors);
        Actors.EventStream.Subscribe(inbox.Receiver, typeof(StoragePaused));
        Actors.EventStream.Subscribe(inbox.Receiver, typeof(StorageResumed));
        return inbox;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
