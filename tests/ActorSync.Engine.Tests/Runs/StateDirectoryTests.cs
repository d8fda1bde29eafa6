using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;

namespace ActorSync.Engine.Tests.Runs;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StateDirectory State => new(_folder.File("data/genesys-org"));

    [Fact]
    public void A_new_state_is_readable_by_its_owner_only()
    {
        State.Prepare();

        Assert.True(State.Exists);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("data")));
            Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(State.FullPath));
            Assert.Equal(owner, File.GetUnixFileMode(State.LayoutFile));
        }
    }

    [Fact]
    public void A_state_with_the_same_partitions_is_gone_on_with()
    {
        State.Prepare();

        State.Prepare();
        State.Check();
    }

    [Fact]
    public void A_state_with_other_partitions_is_refused()
    {
        State.Prepare(partitions: 32);

        Assert.All(
            [Assert.Throws<StateMismatchException>(() => State.Prepare()), Assert.Throws<StateMismatchException>(() => State.Check())],
            refusal =>
            {
                Assert.Contains("32 partitions", refusal.Message, StringComparison.Ordinal);
                Assert.Contains("64", refusal.Message, StringComparison.Ordinal);
                Assert.Contains(State.FullPath, refusal.Message, StringComparison.Ordinal);
            });
    }

    [Theory]
    [InlineData("""{"version": 2, "partitions": 64}""", "layout 2")]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "is empty")]
    public void A_layout_that_is_not_known_is_refused(string layout, string why)
    {
        State.Prepare();
        File.WriteAllText(State.LayoutFile, layout);

        Assert.Contains(why, Assert.Throws<StateMismatchException>(() => State.Check()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_says_when_the_state_was_restored_is_refused_where_it_cannot_be_read(string content)
    {
        State.Prepare();
        State.KeepRestored(NodaTime.Instant.FromUtc(2026, 3, 2, 12, 0));
        State.Check();
        File.WriteAllText(Path.Combine(State.FullPath, StateDirectory.RestoredName), content);

        Assert.All(
            [Assert.Throws<StateMismatchException>(() => State.Prepare()), Assert.Throws<StateMismatchException>(() => State.Check())],
            refusal =>
            {
                Assert.Contains($"{StateDirectory.RestoredName} cannot be read", refusal.Message, StringComparison.Ordinal);
                Assert.Contains("Target:CacheMaxAge", refusal.Message, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Checking_where_nothing_is_makes_nothing()
    {
        State.Check();

        Assert.False(State.Exists);
        Assert.False(Directory.Exists(State.FullPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../other")]
    [InlineData("a/b")]
    public void The_id_of_a_run_never_leads_out_of_the_folder(string run) => Assert.Throws<ArgumentException>(() => State.RunFolder(new RunId(run)));

    [Fact]
    public void A_run_has_a_folder_of_its_own() =>
        Assert.Equal(Path.Combine(State.FullPath, "runs", "20261125T171503123Z"), State.RunFolder(new RunId("20261125T171503123Z")));

    public void Dispose() => _folder.Dispose();
}
