namespace ActorSync.Sandbox.Tests;

public sealed class SandboxHostTests
{
    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task A_started_sandbox_lists_its_active_users(SandboxDialect dialect)
    {
        await using var target = await Target.StartAsync(dialect, null, null);

        var page = await target.OkAsync("GET", "api/v2/users?pageSize=500");

        Assert.Equal(2, page.GetProperty("total").GetInt32());
        Assert.Equal(["Ana López", "Bo Li"], page.GetProperty("entities").EnumerateArray().Select(user => user.GetProperty("name").GetString()!));
    }
}
