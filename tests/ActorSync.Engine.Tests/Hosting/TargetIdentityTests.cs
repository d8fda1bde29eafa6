using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting;

public sealed class TargetIdentityTests
{
    [Theory]
    [InlineData("https://api.mypurecloud.ie/", "4f1c-9", "genesys-api.mypurecloud.ie-4f1c-9")]
    [InlineData("https://API.MyPureCloud.ie", "4f1c-9", "genesys-api.mypurecloud.ie-4f1c-9")]
    [InlineData("http://127.0.0.1:8080/x/", "sandbox", "genesys-127.0.0.1_8080-sandbox")]
    [InlineData("http://localhost", "id", "genesys-localhost_80-id")]
    public void A_folder_name_is_readable(string address, string client, string folder) =>
        Assert.Equal(folder, TargetIdentity.Of(TargetDialect.Genesys, new Uri(address), client).FolderName);

    [Fact]
    public void Sandboxes_stand_apart()
    {
        Assert.Equal("sandbox-genesys", TargetIdentity.Sandbox(TargetDialect.Genesys).FolderName);
        Assert.Equal("sandbox-guide", TargetIdentity.Sandbox(TargetDialect.Guide).FolderName);
    }

    [Theory]
    [InlineData("Client", "client")]
    [InlineData("a/b", "a_b")]
    [InlineData("a/b", "a-b")]
    [InlineData("../x", "..\\x")]
    public void Clients_that_differ_in_what_a_file_system_may_not_show_have_folders_of_their_own(string one, string other)
    {
        var first = Folder(one);
        var second = Folder(other);

        Assert.NotEqual(first, second, StringComparer.OrdinalIgnoreCase);
        Assert.All(first + second, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'));
    }

    [Fact]
    public void A_long_client_id_still_gives_a_short_name() => Assert.InRange(Folder(new string('x', 5_000)).Length, 1, 120);

    [Fact]
    public void Dialect_host_port_and_client_tell_targets_apart()
    {
        TargetIdentity[] targets =
        [
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://a.example"), "1"),
            TargetIdentity.Of(TargetDialect.Guide, new Uri("https://a.example"), "1"),
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://b.example"), "1"),
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://a.example:8443"), "1"),
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://a.example"), "2"),
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("http://[::1]:8443"), "1"),
            TargetIdentity.Sandbox(TargetDialect.Genesys),
        ];

        Assert.Equal(targets.Length, targets.Distinct().Count());
        Assert.Equal(targets.Length, targets.Select(target => target.FolderName).Distinct().Count());
    }

    [Fact]
    public void The_same_target_is_equal_however_its_address_is_written() =>
        Assert.Equal(
            TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://a.example:443/x"), "1"),
            TargetIdentity.Of(new TargetOptions { BaseUrl = new Uri("https://A.example"), ClientId = "1" }));

    [Fact]
    public void A_target_without_address_or_client_has_no_identity() =>
        Assert.Throws<ArgumentException>(() => TargetIdentity.Of(new TargetOptions { ClientId = "1" }));

    private static string Folder(string client) => TargetIdentity.Of(TargetDialect.Genesys, new Uri("https://a.example"), client).FolderName;
}
