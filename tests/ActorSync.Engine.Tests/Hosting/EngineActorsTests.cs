using ActorSync.Core.Dialects;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Gateway;
using ActorSync.Engine.Tests.Journal;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace ActorSync.Engine.Tests.Hosting;

public sealed class EngineActorsTests : IDisposable
{
    private static readonly TargetRequest Read = new(RequestVerb.Get, "/api/v2/users?pageSize=500", default, "GET /api/v2/users", null);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pause_that_an_answer_asks_for_at_the_end_is_left_to_the_next_process_though_its_keeper_has_stopped()
    {
        await using var target = await ScriptedTarget.StartAsync();
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        target.Then(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await ScriptedTarget.Answer(429, retryAfter: "600")(context);
        });
        var readers = new ReadersPauses(_folder.File("pauses"));
        var actors = await StartAsync(target, readers);
        await (await actors.System.ActorSelection("/user/pauses").ResolveOne(Timeout.InfiniteTimeSpan, Cancel)).GracefulStop(TimeSpan.FromMinutes(1)); // As after a write that its journal has failed.
        var sending = actors.Client.SendAsync(Read, Cancel);
        await arrived.Task.WaitAsync(Cancel);

        var ending = actors.DisposeAsync().AsTask();
        release.SetResult();
        await ending;

        Assert.IsType<TargetOutcome.NotSent>(await sending);
        Assert.Equal("t1", Assert.Single(readers.Read(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()))).Scope);
    }

    private Task<EngineActors> StartAsync(ScriptedTarget target, ReadersPauses readers)
    {
        var options = new ActorSyncOptions
        {
            Target = new TargetOptions { BaseUrl = target.BaseUrl, ClientId = "client", ClientSecret = new Secret("secret"), RequestsPerMinute = 0 },
        };
        return EngineActors.StartAsync(
            options, TargetDialects.Find("Genesys")!, new JournalStore.Sqlite(_folder.File("journal.db")), readers, lease: null, TimeProvider.System, NullLoggerFactory.Instance, Cancel);
    }
}
