using System.Text;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Scripts;

namespace ActorSync.Sandbox.Tests.Scripts;

public sealed class SandboxScriptTests
{
    [Fact]
    public void A_script_is_read_with_all_its_changes_and_sorted_by_its_instants()
    {
        var steps = SandboxScript.TryParse(
            """
            [
              {"at": 2400, "limit": 300, "queueLimit": "60/60", "clear": ["stall"]},
              // The limit drops first.
              {"at": 1200.5, "limit": "100/60", "window": "sliding", "clockOffset": -90, "add": ["stall:seconds=20", "server-error"], "clear": "all"},
            ]
            """u8,
            out var problem);

        Assert.Null(problem);
        var (first, second) = (steps!.Value[0], steps.Value[1]);
        Assert.Equal([1200.5, 2400], steps.Value.Select(step => step.At.TotalSeconds));
        Assert.Equal((new RateLimit(100, 60), WindowKind.Sliding, TimeSpan.FromSeconds(-90)), (first.Change.Limit, first.Change.Window, first.Change.ClockOffset));
        Assert.Equal([new FaultRule(FaultKind.Stall) { Seconds = 20 }, new FaultRule(FaultKind.ServerError)], first.Change.Add);
        Assert.Equal(Enum.GetValues<FaultKind>(), first.Change.Clear);
        Assert.Equal((RateLimit.Default, new RateLimit(60, 60)), (second.Change.Limit, second.Change.QueueLimit));
        Assert.Equal([FaultKind.Stall], second.Change.Clear);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("""[{"limit":"100"}]""")]
    [InlineData("""[{"at":-1}]""")]
    [InlineData("""[{"at":"soon"}]""")]
    [InlineData("""[{"at":1,"limit":"many"}]""")]
    [InlineData("""[{"at":1,"window":"round"}]""")]
    [InlineData("""[{"at":1,"add":["meteor"]}]""")]
    [InlineData("""[{"at":1,"clear":["meteor"]}]""")]
    [InlineData("""[{"at":1,"clear":"some"}]""")]
    [InlineData("""[{"at":1,"clockOffset":"late"}]""")]
    [InlineData("""[{"at":1,"clockOffset":"NaN"}]""")]
    [InlineData("""[{"at":1,"clockOffset":-1e300}]""")]
    [InlineData("""[{"at":1,"speed":3}]""")]
    [InlineData("""[{"at":1e400}]""")]
    [InlineData("""[{"at":1,"at":2}]""")]
    [InlineData("""[{"at":1,"limit":-5}]""")]
    [InlineData("""[{"at":1,"limit":{"n":5}}]""")]
    [InlineData("""[{"at":1,"add":"stall"}]""")]
    [InlineData("""[{"at":1,"add":[5]}]""")]
    [InlineData("""[{"at":1,"add":["stall:seconds=-1"]}]""")]
    [InlineData("""[{"at":1,"clear":5}]""")]
    [InlineData("""[[1]]""")]
    [InlineData("")]
    public void What_is_no_script_is_refused_with_a_sentence(string text)
    {
        Assert.Null(SandboxScript.TryParse(Encoding.UTF8.GetBytes(text), out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{\"at\":1},\n {\"at\":2,", "it is no JSON at line 2, byte ", "Correct it there. A script is a JSON array")]
    [InlineData("[{\"at\":1}, {\"at\":2, \"limit\":-5}]", "Step 2 of the script: '-5' is no limit such as \"100/60\"")]
    [InlineData("[{\"at\":1, \"speed\":3}]", "Step 1 of the script: 'speed' is nothing that can be changed; a step has at, limit, ")]
    [InlineData("[{\"at\":1, \"add\":[\"stall:seconds=-1\"]}]", "Step 1 of the script: 'seconds=-1' cannot be read in the fault 'stall:seconds=-1'; the settings are ")]
    public void A_damaged_script_is_refused_with_the_place_and_what_belongs_there(string text, params string[] told)
    {
        Assert.Null(SandboxScript.TryParse(Encoding.UTF8.GetBytes(text), out var problem));
        Assert.All(told, part => Assert.Contains(part, problem, StringComparison.Ordinal));
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_may_begin_with_a_byte_order_mark()
    {
        Assert.NotNull(SandboxScript.TryParse("\uFEFF[{\"at\":1}]"u8, out var problem));
        Assert.Null(problem);
    }
}
