using System.ComponentModel;
using System.Text;
using TgPlatform.Contracts;

namespace TgPlatform.Plugins.Http;

/// <summary>Who we are on one host.</summary>
public sealed record HttpAuth
{
    /// <summary>The host.</summary>
    [Description("The only host these credentials are sent to, as in the URL; with its port when that is not the usual one. A redirect from another host gets them over https only.")]
    [Example("files.example.org")]
    public required string Host { get; init; }

    /// <summary>Basic authentication: name.</summary>
    [Description("User name for basic authentication; needs password.")]
    public string? Username { get; init; }

    /// <summary>Basic authentication: password.</summary>
    [Description("Password for basic authentication; needs username.")]
    [Example("${FILES_PASSWORD}")]
    public Secret? Password { get; init; }

    /// <summary>Bearer authentication.</summary>
    [Description("Token for bearer authentication; instead of username and password.")]
    [Example("${FILES_TOKEN}")]
    public Secret? Token { get; init; }

    internal bool IsComplete => Token is null ? Username is not null && Password is not null : Username is null && Password is null;

    internal string HeaderValue => Token is not null ? "Bearer " + Token.Reveal() : Basic(Username + ":" + Password!.Reveal());

    /// <summary>The header value for a name and password joined by a colon, or a name alone (RFC 7617, UTF-8).</summary>
    internal static string Basic(string nameAndPassword) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(nameAndPassword.Contains(':', StringComparison.Ordinal) ? nameAndPassword : nameAndPassword + ":"));
}
